package guard

// givenNames are first names that people in Canada, the United Kingdom and the
// United States bear, folded, without those that are more often a word, a
// place or a month. A name that begins with one needs less around it to be
// taken for a person's. It is read only.
var givenNames = set(`aaliyah aarav aaron abby abdallah abdi abdirahman abdoulaye abdul abdullah abdulrahman abena abigail achieng achille ada adam ade adebayo adedayo adel adelard adele
		adeola adil aditi aditya adnan adrien adunni afsana afua agatha agathe agnes agnieszka ahlam ahmad ahmadou ahmed ahmet aicha aida aiden aileen aisha aj ajay ajmal akash
		akeem akira akosua akram akua alaa alain alan alana alastair albert albie alejandra alejandro aleksander aleksandra alessandro alexa alexander alexandra alexandre
		alexandria alexia alexis alf alfie alfonso alfred alfredo alhaji ali alia alice alicia alina aline alison aliya allison alma alonzo alphonse alvaro ama amadou amal
		amanda amandeep amani amar amarjit amber amelia amelie amin amina aminata amine aminu amir amira amit amita amrit amy ana anais anand anas andre andrea andrei andres
		andrew andrzej angela angelica angelina anh anik anil anita aniyah anjali ankit ann anna anne annette annick annie anoop anthony antoine anton antonella antonia antonin
		antonio antwan anuj anushka anwar aoife araceli arash arben archie ariana arianne arif arjan arjun arlene armand armando arnaud arnav arthur arturo aryan asad asha
		ashanti ashleigh ashley ashok ashraf asif asma audrey aurelie aurore austin ava avtar ayaan ayan ayesha ayman ayo ayodele ayomide ayub aziz azra babak babatunde baldev
		baljit balwinder bao baptiste barbara barry bashir basil basma beatrice beatriz becky bella benedicte benjamin benoit bernadette bernard bernice bert berta bertha
		bertrand beryl besnik bessie beth bethany betsy betty beverly bhavesh bhupinder bianca bich bilal bilan billie billy binh blanche bobbie bobby bogdan bola bonnie boris
		borys brad bradley brandi brandon brenda brenna brett brian brianna bridget brigitte brittany brock bronwyn bruce bruno bryan bryce bukola bushra butch caleb callum
		cameron camila camille candace carl carla carlos carlton carly carmela carmen carol carole caroline carolyn carrie cassandra cassandre cassie catarina catherine cecil
		cecile cecilia cedric cedrick celeste celia celine cesar chad chandan chang chantal charanjit charlene charles charlie charline charlotte chau chen cheng cherie cheryl
		chester chi chiamaka chiara chidi chidinma chidubem chika chinedu chinonso chioma chipo chloe christian christiane christina christine christophe christopher chukwuemeka
		chun cindy cj claire clara clare clarence clark claude claudette claudia claudine clayton clement clementine clifford clint clive cloe cody colin colleen connie connor
		conor constance consuelo cora coralie cordelia corinne cory courtney craig cristian cristina cuong curtis cynthia cyril dacquan dae dahir dalia damian damien damon dan
		dana dane dangelo daniel daniela danielle danny dante dao daphne darius dariusz darlene darnell darrell darren darryl dashawn dat daud dave david davion dayo deandre
		deanna debbie deborah debra deepa deepak deepika deirdre deja delia della delonte delphine delroy demarcus demetrius denis denise dennis denzel deonte dequan derek
		derrick deshawn desmond destinee destiny dev devinder devon dexter dhruv diana diane diego dilip dina dinesh dinh divya dj dmitri dmytro dolores domenic dominique don
		donald donna donovan dontae doreen doris dorothea dorothy doug douglas dragan dua duarte duc dung duong dustin dutch dwayne dwight dylan ebele ebony ebrahim ebuka eddie
		edgar edith edna edouard eduardo edward edwin efua ehsan eileen ejike elaine eleanor elena elham eli eliane elie elijah elira elisa elisabeth elise eliza elizabeth ella
		ellen ellie elliot ellis elodie eloise elsie elton emad eman emeka emile emilia emilie emilio emily emma emmanuel emmanuelle emy enid enrique eric erica erik erika erin
		ernest ernesto ernie errol esi esperanza esteban estela estelle esther ethan ethel etienne eugene eugenie eunice eva evan eve evelyn evelyne everton evie ewa ewan ezra
		fabian fabienne fabiola fabrice fadi fadumo fahad faisal faiza fang farah farai farhan farhana farid fariha fathia fatima fatma fatoumata fatuma fawzia fay faye faysal
		fei fela felicia felicity felipe felix femi feng fergus fernand fernanda fernande fernando filipe finley fiona firas fitzroy flavie flora florence florian florin folake
		folashade frances francesca francine francis francisca francisco francois frank frankie fred freda freddie frederic frederick frederique freya fumilayo funke gabriel
		gabriela gabrielle gaetan gaetane gagandeep gail galina ganesh gareth gary gaston gaurav gavin geeta gemma genc genevieve geoff geoffrey george georges georgina gerald
		geraldine gerard gerardo germain germaine gertrude ghada ghislain ghislaine gilbert gilles gillian gina ginette giovanni gisele gita giulia giuseppe gladys glenda glenn
		glenroy glenys gloria goncalo gonzalo gopal goran gordon grace graciela graham greg gregory grzegorz guadalupe guang guillaume guillermo gurdeep gurinder gurjit gurmeet
		gurpreet gursharan gustavo guy guylaine gwen gwendolyn habib habiba hadi hafsa haifa hailey hakim halima halyna hamid hamish hamza hana hanan hani hank hannah harbhajan
		hardeep hari harinder harish harjit harjot harleen harman harmeet harold haroon haroun harpreet harriet harrison harry harsh haruto harvey harvinder hasan hashim hassan
		hatim hawa hayley heather hector helen helene henri henry herbert herman hernan herve hiba hicham hien hieu hilary hilda hind hiroshi hisham hoa hoang hodan holly horace
		hossein houda howard hua huan hubert huda hugh hugo huguette hui humaira huong husna hussain hussein huy hye hyun ian ibrahim ida idil idris ifeanyi ifeoma ifrah ignacio
		igor ike ikenna ilir ilya imad iman imani imelda imogen imran inaya inderjit indira ines ingrid ioana ionut iqbal iqra irene irina irma isaac isabel isabella isabelle
		isaiah ishaan isla ismael ismail isobel issa ivana iwona jaber jabir jacek jacinthe jack jacob jacqueline jacques jacqui jada jadakiss jade jafar jagdeep jagdish jagjit
		jagmeet jaheim jahmal jaime jake jalen jamal jamar jamarcus james jamie jamila jamilah jan jana janae jane janelle janet janice janick janine jaquan jared jaroslav
		jarrod jasleen jasmin jasmine jason jasper jaspreet jasvinder jaswinder jatinder javier javon jawad jay jaya jayden jayesh jayla jayne jean jeanette jeanne jeannie
		jeannine jed jeff jeffrey jelena jenna jennie jennifer jenny jeremie jeremy jermaine jerome jerry jerzy jesse jessica jia jian jiang jianhong jie jill jillian jim jimbo
		jimmy jin jing jiwoo jj jo joan joanie joanna joanne joao joaquin jocelyn jocelyne jodi jodie joe joel joey johanne john johnny jon jonah jonas jonathan jordan jorge
		jose josee josefina joseph josephine josh joshua josiah josiane josie joyce juan juana juanita jude judith judy jules julia julian julie julien juliette julio jun junho
		justin justine justyna jyoti kabir kadeem kamal kamala kamaljit kamau kamil kamran kang kara karan karanjit kareem karen karim karima karine karl karla karolina kasia
		katarzyna kate katelyn kateryna katherine kathleen kathryn kathy katie katrina kavita kay kayla keegan keenan kehinde keiko keira keisha keith kelechi kelly kelsey
		kelvin kemar ken kendra kenji kenneth kenny keon kerry kevin keyonna khadija khadra khaled khalid khalil khanh khoa kiara kieran kimberly kiran kirk kirpal kirsten
		kirsty kobe kofi kojo konstantin krista kristen kristin kristina krystyna krzysztof kuldeep kulsum kulwinder kumar kurt kwabena kwadwo kwaku kwame kwasi kwesi kwok kyle
		lacey laetitia laila lakeisha lakhwinder lakshmi lalit lamar lamia lamin lamont lana landon laquan larisa larry lashawn lata latasha latifa latisha latoya latrice laura
		laurel lauren laurence laurent lauretta laurie lavonte lawrence layla lea leah leanne lech lee lei leila lena leo leon leona leonard leonardo leonie lerato leroy leshawn
		leslie leszek leticia letitia lewis lexi liam liban libby lidia lien liette lihua lili lillian lily lin lina linda lindsay lindsey ling linh lionel lisa lise lloyd logan
		loic lois lola lorena lorenzo loretta lori lorna lorraine lottie loubna louie louis louisa louise lourdes luana lubna luc luca lucas luce lucia lucie lucien lucienne
		lucille lucinda lucy ludmila ludovic luigi luis luisa lukasz luke lupe lydia lyle lynda lyne lynn lynne mabel maciej mack madeleine madhuri madison mael maelie magdalena
		maggie mahad mahdi maher mahesh mahmoud mahmud mai maisie majid makayla makena malcolm malgorzata maliha malik malika mallory mamadou manal mandy maninder manish manisha
		manjinder manjit manmeet manon manpreet manuel marc marcel marcela marcelle marcelo marcia marco marcus marek marg margaret margarita marge margo margot marguerite maria
		mariam marian mariana marianne mariano maribel marie mariela marielle mariette marilou marilyn marina mario marisol mariusz marjolaine marjorie mark markeith marko
		marlene marlon marquis marquise marsha marta martha martin martine martyn marva marvin marwa marwan mary maryam maryan marylene marzena mason mateo mathieu mathilde
		mathis matilda matt matteo matthew maud maude maureen maurice mauricio mavis maxim maxime maxine maya meena meera megan megane mehdi mehmet mehul melanie melinda melissa
		melody melvin meredith mia micah michael michaela michal michel micheline michelle mick miguel mihai mike mikhail mildred milena millicent millie milos mina ming minh
		minho minjun minnie miranda mireille mirela miriam mitchell modou mohamad mohamed mohammed mohamoud mohan mohit mohsen mollie molly mona monica monique monir morag
		morgan mostafa mouna mounir moussa muhammad mukesh muna munir murad muriel murray musa mustafa mustapha mwangi mykola mylene myra myriam myrtle nabil nada nadeem
		nadezhda nadia nadine nadir naima najib najma nana nancy naomi naresh narinder nasir nasra nasrin nasser nassim natalia natalie natasha nate nathalie nathan navdeep
		navneet nawal nazia neal ned neeraj neha neil nell nellie nelson nemanja nestor nevaeh nga ngan ngoc ngozi nguyet nhi nhung nia niamh nicholas nick nicky nico nicolas
		nicole nigel nikhil nikola nikolai nilesh nimo nina nisha nitin njeri nkechi nnamdi nneka noah noemi noemie noor noora nora norma norman normand nour noura nuha nuno nur
		obinna oceane octavia octavio odette odile oksana ola oleg oleksandr oleksiy olena olga oliver olivia olivier olumide oluwakemi oluwaseun oluwatobi omar omari omer
		onyeka orest orlando osama oscar osei osman ostap oswaldo otieno otis ousmane owen pablo paco padma paloma pam pamela pankaj paola paolo paramjit parisa parminder
		parneet parveen pascale patrice patricia patricio patrick patsy patti patty paul paula pauline paulo pavel pawel pedro peggy penelope percy perry pete peter petr petra
		petro phil philip philippe philippine phoebe phong phuc phuong phyllis pierre pierrette pietro piotr pippa polly pooja poppy pradeep prakash pranav preeti prem priscilla
		pritam priya priyanka prudence puneet qasim qiang qin qing quang quentin quinn quinton quoc quyen quynh rabia rachael rachel rachid rachna radha radoslaw radu rafael
		raheem rahim rahma rahul raj rajan rajesh rajinder rajiv rajni rajwinder rakesh ralph raman ramandeep ramesh rami ramiro ramon ramona rana randall randi randy rania
		ranjan ranjit raphael raphaelle raquel rasha rashad rashawn rashid rashmi raul ravi ray raymond raymonde rayshawn rebeca rebecca reece reem reena reggie reginald rejean
		rejeanne rekha rena renaud rene renee reuben reynaldo reza rhiannon rhoda rhonda rhys riad ricardo richard rick ricky rigoberto rima rina rishi rita ritu riyad robbie
		robert roberta roberto robin robyn rochelle rocio rod roddy rodney rodolfo rodrigo rodrigue rogelio roger rohan rohit roland rolando romain romaine romane romy ron
		ronald rong ronnie rory rosa rosalie rosalind rosemary roshawn rosie ross rowan roxane roxanne roy roya ruben rudy rufus rui rupert rupinder ruqayya ruslan russ russell
		rutendo ruth ryan ryu saad saadia saba sabah sabine sabrin sabrina sachin sade sadia sadie safa safia sahar sahil said saida sakura saleh salem salim sally salma salman
		salvador salvatore saman samantha samar samia samir samira samiya sammy samuel sana sanaa sandeep sandra sandrine sandy sangeeta sanjana sanjay santiago santosh sara
		sarabjit sarah sarita sasha saskia satish satnam satwinder saul sayed scott sean sebastian sebastien seema segun selina seo serena serge sergei sergio serhiy seth seun
		seung severine seydou shabnam shadi shahid shahida shakir shakira shalini shamso shan shane shanelle shanice shaniqua shannon shantel shanti shaquille sharif sharlene
		sharmila sharon sharonda shaun shawn shawna sheila shelby sheldon shelley sheri sherry shilpa shireen shirin shirley shiv shobha shona shreya shu shuang shyam sid sidney
		sienna silvia simon simona simone simran simranjit siobhan sipho siu slavko sneha socorro sofia sofiane sola solange sonal sonali sonia sonya soo sophia sophie soraya
		souleymane soyeon spencer stacey stacy stan stanislav stanley steeve stefano stella stephan stephane stephanie stephen steve steven stewart stuart suad suhail suk
		sukhdeep sukhjit sukhwinder sulaiman suleiman sultan sumaya sumit sung sunil sunita suresh surinder surjit susan susana susanna susannah sushil suzanne svetlana swati
		sybil sylvain sylvette sylvia sylvie tabitha tae tafadzwa tafari tahir taiwo tajh takashi talal tamara tameka tamer tammy tanguy tania tanisha tanvi tanya tara taras
		tarek tariq tarun tasha tatenda tatiana tatjana ted tejinder temitope tendai terence teresa teresita terrance terrell terrence terry tess tessa tevin thabo thaddeus
		thanh thao thea thelma theo theodore theresa thiago thien thierry thomas thu thuy tiago tien tiffany tilly tim timothy tina tinashe ting tj toan tobias toby todd tom
		tomas tomasz tommy toni tony tracey tracy trang travis trayvon tre tremaine trent trevor treyvon tri tricia trina trinh trish trisha tristan troy trudy tuan tunde tung
		tuyen tuyet tyler tyquan tyree tyreek tyrell tyrese tyrone tyshawn tyson uche uchenna uday ulysse uma una ursula usha usman uyen vadim valentin valentina valentine
		valerie valeriy vandana vanessa varinder varun vasco vasile vasyl veena velma vera vernon veronique vesna vicente vicki vicky victor vidya viet vijay vikram viktor
		viktoriya vinay vince vincent vincenzo vinh vinod viola violette virgil vishal vivian viviane vladimir volodymyr vy wael wafa wai wale walid wallace walt walter wanda
		wang wanjiru waqar warsame wayne wei weimin wen wendy wes wesley whitney wilfred wilfredo willard william willie wilma winifred winnie winston wojciech xavier xia xiang
		xiao xiaoming ximena xin xiu xuan yaa yacine yadira yahya yan yana yann yannick yaroslav yash yasin yasir yasmin yasmine yassin yaw yemi yesenia yevhen ying yoan yogesh
		yoko yolanda yolande yong yoon younes younis yousef youssef yuan yue yuki yulia yun yuna yuri yusra yusuf yuting yvan yves yvette yvon yvonne zach zachary zack zahra
		zaid zainab zaire zakaria zakariya zane zara zayd zaynab zbigniew zeinab zelda zhen zhi zhiwei zhong ziad zion zlatko zoe zoran zubair`)
